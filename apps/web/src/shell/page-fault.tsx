import { Button, EmptyState } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { faultOf } from '../api/fault-of.ts'
import { usePageTitle } from './use-page-title.ts'

/** What stands where a page could not be drawn: the server's sentence, and a way to try again. */
export const PageFault = ({ error, reset }: { error: unknown; reset?: () => void }) => {
  const router = useRouter()
  usePageTitle('Not available')
  return (
    <EmptyState
      icon={<CircleAlert />}
      title="This page cannot be shown"
      action={
        <Button
          look="primary"
          onClick={() => {
            reset?.()
            void router.invalidate()
          }}
        >
          Try again
        </Button>
      }
    >
      {faultOf(error).message}
    </EmptyState>
  )
}
