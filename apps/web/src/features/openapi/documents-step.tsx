import type { UploadedDocument } from '@hookwright/api'
import { Button, cx, IconButton, Notice, Spinner, TextArea } from '@hookwright/ui'
import { FileUp, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { formatCount } from '../../kit/page/format-count.ts'
import { NoteList } from './note-list.tsx'
import type { OpenApiImport } from './use-openapi-import.ts'

const factsOf = ({ outline }: UploadedDocument): string =>
  [
    `OpenAPI ${outline.version}`,
    formatCount(outline.operations.length, 'operation'),
    ...(outline.events.length > 0 ? [formatCount(outline.events.length, 'event')] : [])
  ].join(' · ')

/**
 * First step of an OpenAPI import: documents are chosen, dropped or pasted. The server parses each one
 * immediately.
 */
export const DocumentsStep = ({ state }: { state: OpenApiImport }) => {
  const { documents, reading, refused, addDocument, removeDocument } = state
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [pasted, setPasted] = useState('')

  const take = async (files: FileList | null): Promise<void> => {
    for (const file of [...(files ?? [])]) await addDocument(file.name, file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files)
  }
  const addPasted = async (): Promise<void> => {
    await addDocument('Pasted text', new Blob([pasted]))
    setPasted('')
  }

  return (
    <div className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      <input
        ref={input}
        type="file"
        multiple
        aria-label="OpenAPI document"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        tabIndex={-1}
        className="sr-only"
        onChange={event => {
          void take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen with the button inside as well. */}
      <div
        className={cx(
          'flex flex-wrap items-center gap-3 rounded-tile border border-dashed px-4 py-4',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong'
        )}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Button
          icon={<FileUp aria-hidden className="size-4" strokeWidth={1.75} />}
          busy={reading !== null}
          onClick={() => input.current?.click()}
        >
          {documents.length === 0 ? 'Choose a document' : 'Add another document'}
        </Button>
        <span className="text-small text-ink-2">
          Or drop a file here: OpenAPI 2.0, 3.0 or 3.1 as JSON or YAML, at most 32 MB.
        </span>
      </div>
      <p aria-live="polite" className="m-0 flex items-center gap-2 text-small text-ink-2 empty:hidden">
        {reading !== null && (
          <>
            <Spinner /> Reading {reading}…
          </>
        )}
      </p>
      {documents.length > 0 && (
        <ul aria-label="Documents" className="m-0 flex list-none flex-col gap-3 p-0">
          {documents.map(document => (
            <li key={document.id} className="rounded-s px-3 py-2 ring-1 ring-line ring-inset">
              <div className="flex items-center gap-2">
                <span className="min-w-0 grow">
                  <span className="block truncate text-label font-semibold text-ink">
                    {document.outline.title || document.name}
                  </span>
                  <span className="block text-small [overflow-wrap:anywhere] text-ink-2">
                    {document.name} · {factsOf(document)}
                  </span>
                </span>
                <IconButton
                  label={`Remove ${document.name}`}
                  icon={<X aria-hidden />}
                  onClick={() => removeDocument(document.id)}
                />
              </div>
              <NoteList label={`Report on ${document.name}`} notes={document.outline.notes} />
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className="cursor-pointer text-label text-ink-2">Paste a document</summary>
        <div className="mt-2 flex flex-col items-start gap-2">
          <TextArea
            label="Document"
            hideLabel
            rows={6}
            spellCheck={false}
            className="w-full"
            inputClass="font-code text-small"
            value={pasted}
            onValueChange={setPasted}
          />
          <Button disabled={pasted.trim() === ''} busy={reading !== null} onClick={() => void addPasted()}>
            Add the text
          </Button>
        </div>
      </details>
    </div>
  )
}
