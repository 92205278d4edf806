import { Button, Dialog, Notice } from '@hookwright/ui'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { CurlField } from '../../kit/page/curl-field.tsx'
import { cardOfCurl } from './clipboard/curl-card.ts'
import { insertCurl } from './commands/paste-cards.ts'
import { useCanvas, useUiState } from './use-canvas.tsx'

const CurlForm = ({ onDone }: { onDone: () => void }) => {
  const canvas = useCanvas()
  const [command, setCommand] = useState('')
  const id = useId()
  // The preview is not the card that is inserted, so its id is of no use.
  const read = useMemo(() => cardOfCurl(command, canvas.specs, () => 'preview'), [command, canvas])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!read.ok) return
    onDone()
    insertCurl(canvas, command)
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <CurlField command={command} onCommand={setCommand} error={read.ok ? null : read.why} />
      {read.ok && (
        <section aria-labelledby={id}>
          <h3 id={id} className="m-0 mb-1 text-small font-semibold text-ink-3">
            Raw Request
          </h3>
          <p className="m-0 font-code text-small [overflow-wrap:anywhere] text-ink">{read.summary}</p>
        </section>
      )}
      {read.ok && read.remarks.length > 0 && <Notice tone="info">{read.remarks.join(' ')}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" disabled={!read.ok}>
          Add card
        </Button>
      </div>
    </form>
  )
}

/** Dialog to add a Raw Request card from a curl command. */
export const CurlDialog = () => {
  const canvas = useCanvas()
  const open = useUiState(ui => ui.dialog === 'curl')
  const close = (): void => canvas.ui.setState({ dialog: null })
  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && close()}
      title="Paste a curl command"
      description="The command becomes a Raw Request card."
      size="w-130"
    >
      {open && <CurlForm onDone={close} />}
    </Dialog>
  )
}
