import { Button, type ButtonLook, lazyPart, useLazyLayer } from '@hookwright/ui'
import { useState } from 'react'
import type { FirstStep } from '../../features/first-steps/first-steps.ts'
import { buttonLookOf, named } from './format-step.ts'

// Every page has the button in its navigation, few need what it opens.
const lazyDialog = lazyPart(() => import('./stop-server-dialog.tsx'))

/** Button of the last step, which opens its dialog. */
export const StopServer = ({
  step,
  look = buttonLookOf(step),
  className
}: {
  step: FirstStep
  look?: ButtonLook
  className?: string
}) => {
  const [open, setOpen] = useState(false)
  const dialog = useLazyLayer(lazyDialog, open)
  const words = step.is === 'done' ? 'Show result' : 'Show me how'
  return (
    <>
      <Button
        look={look}
        {...(className !== undefined && { className })}
        onClick={() => setOpen(true)}
        {...named(words, step)}
      >
        {words}
      </Button>
      {dialog !== null && <dialog.StopServerDialog open={open} onOpenChange={setOpen} />}
    </>
  )
}
