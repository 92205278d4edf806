import { Button, Notice } from '@hookwright/ui'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, type ReactNode, useId } from 'react'

/** Form of a starting point next to the list, with the button that creates the connector. */
export const StartPanel = ({
  refused,
  busy,
  label,
  blocked = null,
  children,
  onCreate,
  onBack
}: {
  refused: string | null
  busy: boolean
  /** Label of the button. */
  label: string
  /** Reason why the connector cannot be created yet, shown above the button. */
  blocked?: string | null
  children: ReactNode
  onCreate: () => void
  /** Returns to the list of starting points, which the panel covers on small screens. */
  onBack: () => void
}) => {
  const reasonId = useId()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onCreate()
  }
  return (
    <form
      aria-label="New connector"
      onSubmit={submit}
      className="flex min-h-0 w-100 shrink-0 flex-col border-l border-line bg-canvas max-lg:w-full max-lg:border-l-0"
    >
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-6 max-md:p-4">
        <Button
          look="quiet"
          icon={<ArrowLeft aria-hidden className="size-4" />}
          className="-ml-2 self-start lg:hidden"
          onClick={onBack}
        >
          All services
        </Button>
        {refused !== null && <Notice tone="err">{refused}</Notice>}
        {children}
      </div>
      <div className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-6 py-3.5 max-md:px-4">
        {blocked !== null && (
          <p id={reasonId} className="m-0 text-small text-ink-2">
            {blocked}
          </p>
        )}
        <Button
          type="submit"
          look="primary"
          busy={busy}
          disabled={blocked !== null}
          aria-describedby={blocked === null ? undefined : reasonId}
        >
          {label}
        </Button>
      </div>
    </form>
  )
}
