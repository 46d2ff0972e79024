/** Clerk's components in our colours. It computes shades from them, so they are handed over as values, not as var(). */
export function appearance(): object {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    variables: {
      colorPrimary: colour("accent"),
      colorPrimaryForeground: colour("on-accent"),
      colorBackground: colour("surface"),
      colorForeground: colour("ink"),
      colorMutedForeground: colour("muted"),
      colorNeutral: colour("ink"),
      colorInput: colour("paper"),
      colorInputForeground: colour("ink"),
      colorDanger: colour("danger"),
      borderRadius: "0.5rem",
      fontFamily: "inherit",
    },
    elements: { cardBox: { boxShadow: "none", border: `1px solid ${colour("line")}` } },
  };
}
