// Draws a list again without touching what did not change, so that focus, selection and scrolling stay.

/**
 * `entries` are `{key, stamp, draw}`. A node is drawn anew only where a value of its `stamp` (an array) differs.
 * Where the focus was in a node that is drawn anew, it goes to the element with the same label in the new node.
 */
export function drawKeyed(parent, entries) {
  const before = new Map([...parent.children].map((node) => [node.drawnKey, node]));
  let at = parent.firstElementChild;
  for (const { key, stamp, draw } of entries) {
    const old = before.get(key);
    before.delete(key);
    let node = old;
    if (!old || !same(old.drawnStamp, stamp)) {
      node = draw();
      node.drawnKey = key;
      node.drawnStamp = stamp;
    }
    if (old && node !== old) {
      if (at === old) at = node;
      replace(old, node);
    } else if (node === at) {
      // it stands where it should
    } else parent.insertBefore(node, at);
    at = node.nextElementSibling;
  }
  for (const node of before.values()) node.remove();
}

const same = (old, now) =>
  Boolean(old) && old.length === now.length && old.every((value, index) => value === now[index]);

function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const label = focused?.getAttribute("aria-label");
  old.replaceWith(node);
  if (!focused) return;
  const again =
    focused === old
      ? node
      : [...node.querySelectorAll("[aria-label]")].find((one) => one.getAttribute("aria-label") === label);
  (again ?? node).focus({ preventScroll: true });
}
