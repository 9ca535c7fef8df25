// Light or dark: as the system has it, until the person chooses.

const KEY = "pullquote-theme";
const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : "";
  } catch {
    return ""; // storage may be switched off
  }
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // then it lasts as long as the page
  }
}

export const themeIcon = () => (root.dataset.theme === "dark" ? "sun" : "moon");

export function nextTheme() {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  remember(root.dataset.theme);
}

/** `changed()` is called when the system changes and nobody has chosen. */
export function startTheme(changed) {
  const follow = () => {
    root.dataset.theme = remembered() || (systemDark.matches ? "dark" : "light");
    changed();
  };
  systemDark.addEventListener("change", follow);
  follow();
}
