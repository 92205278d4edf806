import { lazyRouteComponent } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { untilThere, whenThere } from './when-there.ts'

type Page = () => ReactNode

/**
 * Fallback of a page whose code cannot be loaded.
 * Reloads at the page's address once the server answers.
 */
const LoadAnew: Page = () => {
  useEffect(() => void untilThere().then(() => location.reload()), [])
  return null
}

/**
 * A page whose code comes when it is opened; while the server is away it comes when the server is back. A browser may
 * never ask again for a module that did not come once, so where it still does not come, everything is loaded anew: once,
 * and not before the page is shown, since what was only pointed at must not take away the page that is open.
 *
 * The router would load anew too, but shows a fault when it draws once more before everything is gone.
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
        throw new Error('The code of the page does not come.', { cause: thrown })
      }
      sessionStorage.setItem(key, 'yes')
      return { default: LoadAnew }
    }
  })
}
