import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { cx } from './cx.ts'
import type { DialogProps } from './dialog.tsx'
import { IconButton } from './icon-button.tsx'
import { hasFocus, useSuppressedKeys } from './suppressed-keys.ts'

const focusable =
  'input:not([type=hidden], [tabindex="-1"]), textarea, select, button, a[href], [tabindex="0"]'

const firstBelowHead = (body: HTMLElement | null): HTMLElement | true =>
  body?.querySelector<HTMLElement>(focusable) ??
  body?.nextElementSibling?.querySelector<HTMLElement>(focusable) ??
  true

/** Dialog that the `Dialog` component shows, loaded after the first render. */
export const DialogLayer = ({
  open,
  onOpenChange,
  title,
  description,
  children,
  tools,
  foot,
  initialFocus,
  onApply,
  size = 'w-md',
  bare = false,
  head = 'shown',
  place = 'middle'
}: DialogProps) => {
  const body = useRef<HTMLDivElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  useSuppressedKeys(open, () => hasFocus(popup.current))
  const press = (event: KeyboardEvent): void => {
    if (onApply === undefined || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    onApply()
  }
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop
          // Over another dialog it dims that too.
          forceRender
          className="fixed inset-0 z-40 bg-scrim transition-opacity duration-(--dur-2) data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Viewport
          className={cx(
            'fixed inset-0 z-40 flex justify-center overflow-hidden p-4',
            place === 'top'
              ? 'items-start pt-[12vh] max-md:pt-2 max-md:px-2'
              : 'items-center max-md:items-end max-md:p-0'
          )}
        >
          <Base.Popup
            ref={popup}
            // A finger has no need of the focus in a field, which would bring up the keyboard.
            initialFocus={initialFocus ?? (type => (type === 'touch' ? true : firstBelowHead(body.current)))}
            onKeyDownCapture={press}
            className={cx(
              'floats flex max-h-full max-w-full flex-col overflow-hidden rounded-l bg-raised text-ink shadow-3 outline-none max-md:w-full',
              place === 'middle' && 'max-md:rounded-b-none',
              size
            )}
          >
            {head === 'spoken' ? (
              <Base.Title className="sr-only">{title}</Base.Title>
            ) : (
              <header className="flex items-start justify-between gap-x-4 gap-y-2 pt-4 pr-5 pb-3 pl-6 max-md:flex-wrap max-md:px-4">
                {/* On a small screen it leaves room for the close button beside it, and tools go below. */}
                <div className="min-w-0 max-md:flex-1">
                  <Base.Title className="text-h2 [word-spacing:0.08em]">{title}</Base.Title>
                  {description !== undefined && (
                    <Base.Description className="mt-1 text-body text-ink-2">{description}</Base.Description>
                  )}
                </div>
                {tools !== undefined && (
                  <div className="-my-0.5 ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 max-md:order-last max-md:basis-full max-md:justify-start">
                    {tools}
                  </div>
                )}
                <Base.Close
                  render={
                    <IconButton label="Close" icon={<X aria-hidden />} className="-mt-1 -mr-2 max-md:-mt-2" />
                  }
                />
              </header>
            )}
            <div
              ref={body}
              className={cx('min-h-0 grow overflow-y-auto', !bare && 'px-6 pt-1 pb-5 max-md:px-4')}
            >
              {children}
            </div>
            {foot !== undefined && (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line py-3.5 pr-5 pl-6 max-md:px-4">
                {foot}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
