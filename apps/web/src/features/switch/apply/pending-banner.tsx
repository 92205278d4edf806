import type { Id, Pending } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { type ReactNode, useState } from 'react'
import { ApplyDialog } from './apply-dialog.tsx'

const say = (pending: Extract<Pending, { is: 'in-place' | 're-register' }>): string =>
  pending.is === 'in-place'
    ? 'The draft differs from the running version.'
    : `${pending.because.map(({ sentence }) => sentence).join(' ')} The running version stays unchanged until you register the flow again.`

/**
 * Banner on an active flow with a draft that differs from the running revision. Its button applies the draft.
 */
export const PendingBanner = ({
  flowId,
  name,
  pending,
  onBeforeShow,
  more
}: {
  flowId: Id
  name: string
  pending: Pending
  /** Saves unsaved changes before the plan is shown, so that the plan matches the displayed draft. */
  onBeforeShow?: () => Promise<unknown>
  /** Additional buttons. */
  more?: ReactNode
}) => {
  const [shown, setShown] = useState(false)
  const show = async (): Promise<void> => {
    await onBeforeShow?.()
    setShown(true)
  }
  return (
    // Floats over the canvas on a wide page: it comes with the first key, and must move nothing that is about to be clicked.
    <div className="relative z-10 md:h-0">
      {(pending.is === 'in-place' || pending.is === 're-register') && (
        <Notice
          tone={pending.is === 'in-place' ? 'info' : 'warn'}
          className="max-md:rounded-none md:absolute md:top-1 md:left-1/2 md:w-max md:max-w-[calc(100%-2rem)] md:-translate-x-1/2 md:items-center md:py-1 md:shadow-2"
          action={
            <span className="flex gap-2">
              {more}
              <Button size="card" onClick={() => void show()}>
                {pending.is === 'in-place' ? 'Apply changes' : 'Register again to apply'}
              </Button>
            </span>
          }
        >
          {say(pending)}
        </Notice>
      )}
      <ApplyDialog flow={shown ? { id: flowId, name } : null} onClose={() => setShown(false)} />
    </div>
  )
}
