import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { usePageTitle } from './use-page-title.ts'

/** Not-found page. */
export const PageGone = () => {
  usePageTitle('Not found')
  return (
    <EmptyState
      className="my-auto"
      icon={<SearchX />}
      title="There is nothing at this address"
      action={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          Go to the start page
        </Link>
      }
    >
      It was deleted, or the address was not copied whole.
    </EmptyState>
  )
}
