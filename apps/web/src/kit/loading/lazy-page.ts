import { lazyRouteComponent } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { untilServerAnswers, whenThere } from './until-server-answers.ts'

type Page = () => ReactNode

/** Fallback for a page with code that cannot be loaded. It reloads the app once the server responds. */
const LoadAnew: Page = () => {
  useEffect(() => void untilServerAnswers().then(() => location.reload()), [])
  return null
}

/**
 * Creates a lazily loaded page. If its code cannot be loaded, it waits for the server and tries again.
 *
 * If that fails, too, the whole app is reloaded, since a browser may never retry a failed module import. This
 * happens only once, and only when the page is shown, since a preload must not replace the open page. The
 * router could also reload, but renders an error first.
 */
export const lazyPage = <Name extends string>(load: () => Promise<Record<Name, Page>>, name: Name) => {
  const key = `loading-anew:${name}`
  return lazyRouteComponent(async (): Promise<{ default: Page }> => {
    try {
      const page = (await whenThere(load))[name]
      sessionStorage.removeItem(key)
      return { default: page }
    } catch (thrown) {
      if (sessionStorage.getItem(key) !== null) {
        throw new Error('Part of this page could not be downloaded.', { cause: thrown })
      }
      sessionStorage.setItem(key, 'yes')
      return { default: LoadAnew }
    }
  })
}
