import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { useRef } from 'react'
import type { AlertDialogProps } from './alert-dialog.tsx'
import { Button } from './button.tsx'
import { hasFocus, useSuppressedKeys } from './suppressed-keys.ts'

/** Dialog that the `AlertDialog` component shows, loaded after the first render. */
export const AlertDialogLayer = ({
  open,
  onOpenChange,
  title,
  children,
  confirm,
  onConfirm,
  dismiss = 'Cancel',
  busy = false,
  look = 'danger'
}: AlertDialogProps) => {
  const popup = useRef<HTMLDivElement>(null)
  useSuppressedKeys(open, () => hasFocus(popup.current))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop
          // Over another dialog it dims that too.
          forceRender
          className="fixed inset-0 z-40 bg-scrim transition-opacity duration-(--dur-2) data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
          <Base.Popup
            ref={popup}
            className="floats w-md max-w-full rounded-l bg-raised text-ink shadow-3 outline-none"
          >
            <div className="px-6 pt-5 pb-5">
              <Base.Title className="text-h2">{title}</Base.Title>
              <Base.Description render={<div />} className="mt-1.5 text-body text-ink-2">
                {children}
              </Base.Description>
            </div>
            <footer className="flex justify-end gap-2 border-t border-line py-3.5 pr-5 pl-6">
              <Base.Close render={<Button>{dismiss}</Button>} />
              <Button look={look} busy={busy} onClick={onConfirm}>
                {confirm}
              </Button>
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
