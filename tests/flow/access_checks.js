// What is wrong with the page for those who do not see it or see it badly: a list of sentences, empty where all is well.
async () => {
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished)); // what moves comes to rest
  const wrong = [];
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const shown = [...document.querySelectorAll("body *")].filter(visible);
  const where = (element) => element.outerHTML.slice(0, 120);

  const nameOf = (element) => {
    const labelled = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("");
    const labels = [...(element.labels ?? [])].map((label) => label.textContent).join("");
    return (element.getAttribute("aria-label") || labelled || labels || element.getAttribute("alt") || element.textContent || "").trim();
  };
  const NAMED = "button, a[href], input, textarea, select, [role=dialog], dialog, [role=listbox], [role=option], [role=menuitem], [role=img], nav, aside, main";
  for (const element of shown.filter((one) => one.matches(NAMED))) if (!nameOf(element)) wrong.push(`no name: ${where(element)}`);
  for (const image of shown.filter((one) => one.matches("img"))) if (!image.hasAttribute("alt")) wrong.push(`no alt: ${where(image)}`);

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push(`id twice: ${id}`);
  for (const name of ["aria-controls", "aria-activedescendant", "aria-describedby"]) {
    for (const element of shown.filter((one) => one.getAttribute(name) && one.getAttribute("aria-expanded") === "true")) {
      if (!document.getElementById(element.getAttribute(name))) wrong.push(`${name} points nowhere: ${where(element)}`);
    }
  }
  for (const element of shown.filter((one) => one.tabIndex > 0)) wrong.push(`tabindex above 0: ${where(element)}`);
  for (const button of shown.filter((one) => one.matches("button, [role=tab]"))) {
    if (button.querySelector("button, a[href], input")) wrong.push(`a control inside a control: ${where(button)}`);
  }

  // Contrast, WCAG 2 AA: 4.5 to 1, 3 to 1 for large letters.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#010203";
    canvas.fillStyle = colour;
    if (canvas.fillStyle === "#010203") wrong.push(`no colour: ${colour}`);
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    const style = getComputedStyle(element);
    const own = rgba(style.backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const inModal = document.querySelector("dialog[open]");
  for (const element of shown) {
    const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data));
    if (!words || element.closest(":disabled") || (inModal && !inModal.contains(element))) continue;
    const style = getComputedStyle(element);
    if (style.backgroundImage !== "none" || Number(style.opacity) < 1) continue;
    const behind = ground(element);
    const [light, dark] = [luminance(over(rgba(style.color), behind)), luminance(behind)].sort((a, b) => b - a);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)}: ${where(element)}`);
  }
  return wrong;
};
