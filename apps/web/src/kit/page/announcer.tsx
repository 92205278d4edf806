import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** Live region that announces the title of a new page to screen readers, as browsers do for a page load. */
export const Announcer = () => {
  const path = useRouterState({ select: state => state.resolvedLocation?.pathname })
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (path === undefined) return
    const title = document.querySelector('title')
    const say = (): void => setSaid(document.title)
    // A page names itself in its own effects, which run before the next frame; one that waits for its data, later.
    const observer = new MutationObserver(say)
    if (title !== null) observer.observe(title, { childList: true })
    const frame = requestAnimationFrame(say)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [path])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}
