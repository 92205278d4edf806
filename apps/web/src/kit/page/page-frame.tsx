import { Button, type ButtonProps, cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { PhoneSearch } from './phone-search.tsx'

export interface PageFrameProps {
  /** Title, the page's only `h1`. */
  title: string
  /** Grey count next to the title: `12 · 10 on`. */
  count?: ReactNode
  /**
   * Buttons at the right end, with at most one primary button, which comes last. Use `PageAction` for buttons
   * that shrink to an icon on phones.
   */
  actions?: ReactNode
  /**
   * Row below the title: search first, then segments and filters. Use `ml-auto` to align further controls to
   * the right.
   */
  filters?: ReactNode
  /** Detail panel at the right with its own border and scrolling. Below 1024 px it replaces the page. */
  panel?: ReactNode
  /**
   * Part of the page that scrolls.
   *
   * `page` (the default) scrolls title, filters and content together and pads the content by 32 px (16 px on
   * phones). With `inside`, title and filters stay visible. The content then fills the remaining height
   * without padding and scrolls by itself.
   */
  scroll?: 'page' | 'inside'
  /** Width of the content. `text` limits it to a column for reading. */
  width?: 'full' | 'text'
  children: ReactNode
}

/**
 * Frame of every list page: title with count, actions at the right, filters 16 px below, then the content.
 *
 * All pages have the same left margin (32 px) and the full width. On phones, title and actions become a bar
 * of 56 px with a search button. The page must still set its browser title with `usePageTitle`.
 */
export const PageFrame = ({
  title,
  count,
  actions,
  filters,
  panel,
  scroll = 'page',
  width = 'full',
  children
}: PageFrameProps) => {
  const body = (
    <>
      <header className="flex shrink-0 items-center gap-2 px-8 pt-6 pb-4 max-md:sticky max-md:top-0 max-md:z-10 max-md:h-14 max-md:border-b max-md:border-line max-md:bg-surface max-md:px-4 max-md:py-0 max-md:pr-2">
        <div className="flex h-8 min-w-0 grow items-center gap-3">
          <h1 className="m-0 truncate text-h1">{title}</h1>
          {count !== undefined && (
            <span className="tabular shrink-0 text-body whitespace-nowrap text-ink-3">{count}</span>
          )}
        </div>
        <PhoneSearch />
        {actions}
      </header>
      {filters !== undefined && (
        <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-8 pb-2 max-md:px-4 max-md:pt-4">
          {filters}
        </div>
      )}
      <div
        className={cx(
          'flex min-h-0 grow flex-col',
          scroll === 'page' && 'px-8 pb-8 max-md:px-4 max-md:pb-6',
          scroll === 'page' && filters === undefined && 'max-md:pt-4',
          width === 'text' && 'w-full max-w-240'
        )}
      >
        {children}
      </div>
    </>
  )
  return (
    <div className="flex min-h-0 grow">
      <div
        className={cx(
          'flex min-w-0 grow flex-col',
          scroll === 'page' && 'overflow-y-auto',
          panel != null && 'max-lg:hidden'
        )}
      >
        {body}
      </div>
      {panel}
    </div>
  )
}

/** Action in a page's header. On phones it shows only its icon, in an area of 40 px. */
export const PageAction = ({ children, className, ...rest }: ButtonProps & { icon: ReactNode }) => (
  <Button {...rest} className={cx('max-md:w-10 max-md:px-0 max-md:[&_svg]:size-5', className)}>
    <span className="max-md:sr-only">{children}</span>
  </Button>
)
