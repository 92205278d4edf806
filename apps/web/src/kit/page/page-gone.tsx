import { buttonClass, EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { usePageTitle } from './use-page-title.ts'

/** Not-found page. */
export const PageGone = () => {
  usePageTitle('Not found')
  return (
    <EmptyState
      alone
      title="Page not found"
      action={
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          Go to Home
        </Link>
      }
    >
      The address is incorrect, or the item was deleted.
    </EmptyState>
  )
}
