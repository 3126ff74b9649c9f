/** A page's stylesheet comes with the page; Vite makes a link of the import. */
declare module '*.css';
