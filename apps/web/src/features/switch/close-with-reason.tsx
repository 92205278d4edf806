import { Button, Notice, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'

/** Form that closes a cleanup entry with a reason. */
export const CloseWithReason = ({
  isBusy,
  fault,
  onClose
}: {
  isBusy: boolean
  /** Error of the last attempt to close the entry; null for none. */
  fault: string | null
  onClose: (reason: string) => void
}) => {
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason.trim() !== '' && !isBusy) onClose(reason)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <TextField
          label="Reason for closing"
          placeholder="I removed the registration at the service"
          maxLength={500}
          value={reason}
          onValueChange={setReason}
          className="min-w-0 grow"
        />
        <Button type="submit" disabled={reason.trim() === ''} busy={isBusy}>
          Close entry
        </Button>
      </div>
      {fault !== null && <Notice tone="err">{fault}</Notice>}
    </form>
  )
}
