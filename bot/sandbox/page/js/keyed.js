// Draws a list again without touching what did not change, so that focus, selection and scrolling stay.

/**
 * `entries` are `{key, stamp, draw}`. A node is drawn anew only where a value of its `stamp` (an array) differs.
 * Where the focus was in a node that is drawn anew, it goes to the element with the same label in the new node.
 */
export function drawKeyed(parent, entries) {
  const wanted = new Set(entries.map(({ key }) => key));
  const before = new Map();
  for (const node of [...parent.children]) {
    if (wanted.has(node.drawnKey)) before.set(node.drawnKey, node);
    else node.remove();
  }
  let at = parent.firstElementChild;
  for (const { key, stamp, draw } of entries) {
    let node = before.get(key);
    if (!node || !same(node.drawnStamp, stamp)) {
      const old = node;
      node = Object.assign(draw(), { drawnKey: key, drawnStamp: stamp });
      if (old === at) at = node;
      if (old) replace(old, node);
    }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

const same = (old, now) => old.length === now.length && old.every((value, index) => value === now[index]);

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
