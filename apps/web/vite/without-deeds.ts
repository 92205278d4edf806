import type { Plugin } from 'vite'

/** What a card does is a module of its own, with whatever it needs for that. */
const deeds = /packages\/cards\/src\/.*\/deed\.ts$/

/** Leaves out of the pages what cards do, and what only that needs: pages draw cards, and servers run them. */
export const withoutDeeds: Plugin = {
  name: 'without-deeds',
  apply: 'build',
  enforce: 'pre',
  load: id =>
    deeds.test(id)
      ? `export const deed = () => { throw new Error('Cards are run by the server; pages are built without what they do.') }`
      : null
}
