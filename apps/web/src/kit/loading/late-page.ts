import { lazyRouteComponent } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { untilServerAnswers, whenThere } from './until-server-answers.ts'

type Page = () => ReactNode

/** Fallback of a page whose code cannot be loaded. Reloads at the page's URL once the server responds. */
const LoadAnew: Page = () => {
  useEffect(() => void untilServerAnswers().then(() => location.reload()), [])
  return null
}

/**
 * Creates a lazily loaded page that waits for the server when its code cannot be loaded. A browser may never retry a
 * failed module import, so after that the whole app is reloaded: once, and only when the page is shown, since a preload
 * must not replace the open page. The router would reload, too, but renders an error before that.
 */
export const latePage = <Name extends string>(load: () => Promise<Record<Name, Page>>, name: Name) => {
  const key = `loading-anew:${name}`
  return lazyRouteComponent(async (): Promise<{ default: Page }> => {
    try {
      const page = (await whenThere(load))[name]
      sessionStorage.removeItem(key)
      return { default: page }
    } catch (thrown) {
      if (sessionStorage.getItem(key) !== null) {
        throw new Error('The code of this page could not be loaded.', { cause: thrown })
      }
      sessionStorage.setItem(key, 'yes')
      return { default: LoadAnew }
    }
  })
}
