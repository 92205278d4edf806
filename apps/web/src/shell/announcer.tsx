import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** Says the name of a page to screen readers when one arrives there, as a load of a page would. */
export const Announcer = () => {
  const path = useRouterState({ select: state => state.resolvedLocation?.pathname })
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (path === undefined) return
    // The page that has just been drawn names itself in its own effects, which run before the next frame.
    const frame = requestAnimationFrame(() => setSaid(document.title))
    return () => cancelAnimationFrame(frame)
  }, [path])
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  )
}
