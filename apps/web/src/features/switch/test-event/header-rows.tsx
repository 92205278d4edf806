import type { Header } from '@hookwright/model'
import { Button, IconButton, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'

/** Header with a stable key, so that removing a row does not affect the other rows. */
export interface HeaderDraft extends Header {
  key: number
}

/** Rows to edit the headers of an event. */
export const HeaderRows = ({
  headers,
  onHeaders
}: {
  headers: readonly HeaderDraft[]
  onHeaders: (headers: HeaderDraft[]) => void
}) => {
  const change = (key: number, part: Partial<Header>): void =>
    onHeaders(headers.map(header => (header.key === key ? { ...header, ...part } : header)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-label">Headers</legend>
      {headers.map(({ key, name, value }) => (
        <div key={key} className="flex items-center gap-2">
          <TextField
            label="Header"
            hideLabel
            placeholder="Name"
            value={name}
            onValueChange={next => change(key, { name: next })}
            className="w-48 shrink-0 max-md:w-32"
          />
          <TextField
            label={`Value of ${name || 'this header'}`}
            hideLabel
            placeholder="Value"
            value={value}
            onValueChange={next => change(key, { value: next })}
            className="min-w-0 grow"
          />
          <IconButton
            label={`Remove ${name || 'this header'}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => onHeaders(headers.filter(header => header.key !== key))}
          />
        </div>
      ))}
      <Button
        look="quiet"
        size="card"
        className="-ml-2.5 self-start"
        icon={<Plus aria-hidden className="size-4" />}
        onClick={() =>
          onHeaders([
            ...headers,
            { key: Math.max(0, ...headers.map(({ key }) => key)) + 1, name: '', value: '' }
          ])
        }
      >
        Add header
      </Button>
    </fieldset>
  )
}
