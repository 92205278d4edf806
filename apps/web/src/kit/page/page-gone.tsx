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
      title="Page not found"
      action={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          Go to Home
        </Link>
      }
    >
      It was deleted, or the address is incomplete.
    </EmptyState>
  )
}
