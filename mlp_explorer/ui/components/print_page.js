// A button that prints the page; another chapter begins at its top.

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => window.print();
  if (button.page && button.page !== data.page) {
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  button.page = data.page;
}
