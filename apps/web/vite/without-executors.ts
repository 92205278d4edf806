import type { Plugin } from 'vite'

const cards = /packages\/cards\/src\/.*\/card\.ts$/

/** Code that replaces each executor in the pages. No file and no name of one is left. */
const nothing = `Promise.reject(new Error('Cards are run by the server; pages are built without what they do.'))`

/** Leaves out of the pages what cards do, and what only that needs: pages draw cards, and servers run them. */
export const withoutExecutors: Plugin = {
  name: 'without-executors',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) =>
    cards.test(id) ? { code: code.replaceAll(`import('./execute.ts')`, nothing), map: null } : null
}
