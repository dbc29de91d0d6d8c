// Runs before the first paint, as a file of its own so that the content security policy needs no
// exception for inline script. src/app/theme.ts takes over from here.
(() => {
  const choice = localStorage.getItem("muster.theme");
  const isDark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("pf-v6-theme-dark", isDark);
})();
