import { Button, Notice } from '@hookwright/ui'
import { ArrowLeft } from 'lucide-react'
import type { FormEvent, ReactNode } from 'react'

/** Form of a start beside the list, with the button that creates the connector. */
export const StartPanel = ({
  refused,
  busy,
  label,
  disabled,
  children,
  onCreate,
  onBack
}: {
  refused: string | null
  busy: boolean
  /** Label of the button. */
  label: string
  disabled: boolean
  children: ReactNode
  onCreate: () => void
  /** Returns to the list of starts, where the panel replaces it. */
  onBack: () => void
}) => {
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
      <div className="flex shrink-0 flex-col border-t border-line bg-surface px-6 py-3.5 max-md:px-4">
        <Button type="submit" look="primary" busy={busy} disabled={disabled}>
          {label}
        </Button>
      </div>
    </form>
  )
}
