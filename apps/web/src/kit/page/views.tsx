import { tabClass } from '@hookwright/ui'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { PhoneSearch } from './phone-search.tsx'

/** Props of a link that is a tab of a page with several views. */
export const viewLink = { className: tabClass, activeProps: { 'data-active': '' } } as const

/** CSS classes of a row with edges that fade out, controlled by `useRowFade`. */
export const rowFadeClass =
  '[--fade-from:0rem] [--fade-to:0rem] data-before:[--fade-from:3rem] data-more:[--fade-to:3rem] [mask-image:linear-gradient(to_right,transparent,#000_var(--fade-from),#000_calc(100%-var(--fade-to)),transparent)]'

/** Fades out the edges of a row that does not fit, and keeps its active link visible. */
export const useRowFade = (): RefObject<HTMLElement | null> => {
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current: links } = row
    if (links === null) return
    const mark = (): void => {
      const rest = links.scrollWidth - links.clientWidth - links.scrollLeft
      links.toggleAttribute('data-more', rest > 1)
      links.toggleAttribute('data-before', links.scrollLeft > 1)
    }
    const narrows = new ResizeObserver(() => {
      links.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      mark()
    })
    narrows.observe(links)
    links.addEventListener('scroll', mark, { passive: true })
    return () => {
      narrows.disconnect()
      links.removeEventListener('scroll', mark)
    }
  }, [])
  return row
}

/** Links to the views of a page, each with its own URL. If the row does not fit, its edges fade out. */
export const ViewLinks = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav
    ref={useRowFade()}
    aria-label={label}
    className={`flex shrink-0 gap-1 scroll-px-12 overflow-x-auto border-b border-line px-6 pt-2 [scrollbar-width:none] max-md:px-2 ${rowFadeClass}`}
  >
    {children}
  </nav>
)

/** Head of a page with several views: its title, and links to the views. */
export const ViewsHead = ({ title, label, links }: { title: string; label: string; links: ReactNode }) => (
  <>
    <header className="-mb-1 flex h-14 shrink-0 items-center px-8 pt-6 max-md:mb-0 max-md:px-4 max-md:py-0 max-md:pr-2">
      <h1 className="m-0 grow truncate text-h1">{title}</h1>
      <PhoneSearch />
    </header>
    <ViewLinks label={label}>{links}</ViewLinks>
  </>
)
