// Where the app is, also below a folder of a proxy: no address begins at the server's root.

export const locate = (path, page = location) =>
  new URL(path, page.origin + page.pathname.replace(/\/?$/, "/")).href;
