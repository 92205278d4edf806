import { Dialog, late, useLateLayer } from '@hookwright/ui'
import type { ComponentProps } from 'react'
import type { ReplayForm } from './replay-form.tsx'

const lateForm = late(() => import('./replay-form.tsx'))

/** Running all deliveries again that a list is narrowed to. */
export const ReplayDialog = ({
  of,
  onClose
}: {
  /** Null while it is closed. */
  of: Omit<ComponentProps<typeof ReplayForm>, 'onDone'> | null
  onClose: () => void
}) => {
  const form = useLateLayer(lateForm, of !== null)
  if (form === null) return null
  return (
    <Dialog open={of !== null} onOpenChange={open => !open && onClose()} title="Replay many deliveries">
      {of !== null && <form.ReplayForm {...of} onDone={onClose} />}
    </Dialog>
  )
}
