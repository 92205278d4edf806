import { useEffect } from 'react'

/** Sets the page's title in the browser's tab and history. */
export const usePageTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · Hookwright`
  }, [title])
}
