import { cx, TextField } from '@hookwright/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { helpGroups, INDEX } from './help-pages.ts'
import { useHelpSearch } from './use-help-search.ts'

const PageLinks = ({ page, onOpen }: { page: string; onOpen: () => void }) => (
  <>
    {helpGroups.map(({ title, pages }) => (
      <section key={title} aria-label={title} className="flex flex-col gap-px">
        <h2 className="m-0 mt-3 mb-0.5 text-small font-semibold text-ink-3">{title}</h2>
        {pages.map(({ name, title: of }) => (
          <Link
            key={name}
            to="/help/$page"
            params={{ page: name }}
            {...(name === page && { 'aria-current': 'page' })}
            onClick={onOpen}
            className={cx(
              '-mx-2.5 flex min-h-8 items-center rounded-s px-2.5 text-label',
              name === page ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover'
            )}
          >
            {of}
          </Link>
        ))}
      </section>
    ))}
  </>
)

/** Search field and list of the Help pages. On phones, a button opens the list. */
export const HelpNav = ({
  page,
  sought,
  onSearch
}: {
  page: string
  sought: string
  onSearch: (text: string) => void
}) => {
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [first] = useHelpSearch(sought).found
  return (
    <nav
      aria-label="Help pages"
      className="sticky top-0 flex max-h-full w-60 shrink-0 flex-col self-start overflow-y-auto py-6 pr-2.5 pl-8 max-md:static max-md:max-h-none max-md:w-full max-md:px-4 max-md:pt-4 max-md:pb-0"
    >
      <search>
        <form
          className="pb-1"
          onSubmit={event => {
            event.preventDefault()
            if (first === undefined) return
            const { page: found, slug } = first
            void navigate({
              to: '/help/$page',
              params: { page: found.name },
              ...(slug !== undefined && { hash: slug })
            })
          }}
        >
          <TextField
            ref={box}
            label="Search Help"
            hideLabel
            type="search"
            placeholder="Search Help"
            before={<Search aria-hidden />}
            value={sought}
            onValueChange={onSearch}
            onKeyDown={event => {
              if (event.key === 'Escape' && sought !== '') {
                event.stopPropagation()
                onSearch('')
              }
            }}
          />
        </form>
      </search>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="mt-2 flex h-10 items-center rounded-s border border-line px-3 text-label text-ink md:hidden"
      >
        {isOpen ? 'Hide the pages' : 'Show all pages'}
      </button>
      <div className={cx('flex flex-col', !isOpen && 'max-md:hidden')}>
        <Link
          to="/help/$page"
          params={{ page: INDEX }}
          {...(page === INDEX && { 'aria-current': 'page' })}
          onClick={() => setIsOpen(false)}
          className={cx(
            '-mx-2.5 mt-2 flex min-h-8 items-center rounded-s px-2.5 text-label',
            page === INDEX ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover'
          )}
        >
          All pages
        </Link>
        <PageLinks page={page} onOpen={() => setIsOpen(false)} />
      </div>
    </nav>
  )
}
