import { AlertDialog } from '@hookwright/ui'
import { useBlocker } from '@tanstack/react-router'

/**
 * Asks for confirmation before the user leaves a page with unsaved changes, by a link, Back or closing the
 * tab.
 */
export const LeaveGuard = ({ unsaved, children }: { unsaved: boolean; children: string }) => {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true
  })
  return (
    <AlertDialog
      open={blocker.status === 'blocked'}
      onOpenChange={open => {
        if (!open) blocker.reset?.()
      }}
      title="Leave without saving?"
      confirm="Leave"
      onConfirm={() => blocker.proceed?.()}
    >
      {children}
    </AlertDialog>
  )
}
