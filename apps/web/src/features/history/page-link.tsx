import { cx } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

/** Returns true for a click that the browser would open in the same tab. */
export const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** Lightweight link in a list row, since hundreds of rows are rendered again whenever new rows arrive. */
export const PageLink = ({
  href,
  tabIndex,
  label,
  className,
  children
}: {
  /** Path in this app. */
  href: string
  tabIndex?: 0 | -1
  /** Accessible name of a link whose text is not sufficient. */
  label?: string
  className?: string
  children: ReactNode
}) => {
  const router = useRouter()
  return (
    <a
      href={href}
      tabIndex={tabIndex}
      aria-label={label}
      className={cx('relative min-w-0 rounded-xs hover:underline', className)}
      onClick={event => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        router.history.push(href)
      }}
    >
      {children}
    </a>
  )
}
