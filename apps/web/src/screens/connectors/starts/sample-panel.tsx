import type { Service } from '@hookwright/model/services'
import { TextArea } from '@hookwright/ui'
import { useMemo, useRef, useState } from 'react'
import { newId } from '../../../kit/page/new-id.ts'
import { blockedByName, freeName, NameField } from './name-field.tsx'
import { makeOfSample, readSample, serviceOfHeaders } from './sample-start.ts'
import { StartMark } from './start-mark.tsx'
import { StartPanel } from './start-panel.tsx'
import { StartPreview } from './start-preview.tsx'
import { useCreateConnector } from './use-create-connector.ts'

const formatFound = (service: Service | null, isSigned: boolean): string => {
  if (service !== null) return `Recognized as ${service.name}. Sign-in and verification are filled in.`
  return isSigned
    ? 'Signature verification was set up from the signature header. Check its settings on the event card.'
    : 'Neither a service nor a signature was recognized. Set up signature verification on the event card.'
}

/** Panel to create a connector from one request of a service. */
export const SamplePanel = ({
  services,
  taken,
  onBack
}: {
  services: readonly Service[]
  taken: readonly string[]
  onBack: () => void
}) => {
  const [text, setText] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const nameInput = useRef<HTMLInputElement>(null)
  const { create, busy, refused } = useCreateConnector()
  const sample = useMemo(() => readSample(text), [text])
  const service = useMemo(
    () => (sample.ok ? serviceOfHeaders(services, sample.headers) : null),
    [sample, services]
  )
  const name = typed ?? (service === null ? '' : freeName(service.name, taken))
  const made = useMemo(
    () => (sample.ok ? makeOfSample({ name: name.trim() || 'New service', sample, service, newId }) : null),
    [sample, service, name]
  )
  const blocked = blockedByName(name, taken)
  const isSigned = made?.authentication.fields.some(({ id }) => id === 'signing_secret') === true

  const submit = (): void => {
    if (blocked !== null) nameInput.current?.focus()
    else if (made !== null) void create({ ...made, name }, sample.ok ? sample.body : undefined)
  }

  return (
    <StartPanel
      refused={refused}
      busy={busy}
      blocked={made === null ? 'Paste a sample request to create the connector.' : blocked}
      label="Create connector"
      onCreate={submit}
      onBack={onBack}
    >
      <header className="flex items-center gap-3">
        <StartMark
          start="sample"
          name={name}
          branding={{ logo: service?.logo?.path ?? null, accent: made?.branding.accent ?? '' }}
          letters={service?.letters}
        />
        <div className="min-w-0">
          <h2 className="m-0 text-h2 text-ink">From a sample request</h2>
          <p className="m-0 text-body text-ink-2">The request body becomes the outputs of a Webhook Event.</p>
        </div>
      </header>
      <TextArea
        label="Sample request"
        placeholder={'{ "id": 1, … }, a curl command, or headers, an empty line and the body'}
        value={text}
        onValueChange={setText}
        rows={8}
        inputClass="font-code text-small"
        error={text === '' || sample.ok ? null : sample.message}
        description={
          sample.ok
            ? formatFound(service, isSigned)
            : 'The request is not sent, and secrets in its headers are not stored.'
        }
      />
      <NameField
        ref={nameInput}
        name={name}
        taken={taken}
        touched={typed !== null}
        placeholder="For example Acme Payroll"
        onName={setTyped}
      />
      {made !== null && sample.ok && (
        <StartPreview connector={made} letters={service?.letters} sample={sample.body} />
      )}
    </StartPanel>
  )
}
