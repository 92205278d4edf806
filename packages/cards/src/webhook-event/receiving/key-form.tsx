import {
  generatedKey,
  type KeyAlphabet,
  type KeyDecoding,
  type KeySource,
  type SignatureAlgorithm
} from '@hookwright/model'
import type { Choice } from '@hookwright/ui'
import { useWorkbench } from '../../view/workbench.ts'
import { ChoiceAt, LinesAt, NumberAt, TextAt } from './placed-fields.tsx'
import { decodingOf, sourceFrom } from './receiving-draft.ts'
import { FieldRow } from './rule-box.tsx'
import { decodingChoices, sourceChoices } from './rule-choices.ts'
import { TemplateAt } from './template-at.tsx'

const alphabets: readonly Choice<KeyAlphabet>[] = [
  { value: 'hex', label: 'Hex digits' },
  { value: 'alphanumeric', label: 'Letters and digits' },
  { value: 'base64url', label: 'Letters, digits, - and _' }
]

/** Fields for the length and the characters of a generated key. Some services accept only certain keys. */
const GeneratedFields = ({
  at,
  source,
  onSource
}: {
  at: string
  source: Extract<KeySource, { from: 'generated' }>
  onSource: (source: KeySource) => void
}) => (
  <FieldRow>
    <NumberAt
      at={`${at}.length`}
      label="Key length in characters"
      value={source.length ?? generatedKey.usual}
      least={generatedKey.least}
      most={generatedKey.most}
      onValue={length => onSource({ ...source, length })}
    />
    <ChoiceAt
      at={`${at}.alphabet`}
      label="Character set"
      choices={alphabets}
      value={source.alphabet ?? 'hex'}
      onValue={alphabet => onSource({ ...source, alphabet })}
    />
  </FieldRow>
)

/** Control for the main property of a key source, such as the connection field. */
const SourceField = ({
  at,
  source,
  onSource
}: {
  at: string
  source: KeySource
  onSource: (source: KeySource) => void
}) => {
  const fields = useWorkbench().useConnectionFields()
  switch (source.from) {
    case 'connection':
      return (
        <ChoiceAt
          at={`${at}.field`}
          label="Connection field"
          choices={fields.map(({ id, label }) => ({ value: id, label }))}
          value={fields.some(({ id }) => id === source.field) ? source.field : null}
          onValue={field => onSource({ ...source, field })}
          placeholder={
            fields.length === 0 ? 'This connector has no connection fields yet' : 'Choose a field…'
          }
          description={
            fields.length === 0
              ? 'Add a field for the signing secret on the Authentication page of the connector, or choose another source.'
              : 'The field may contain several keys, one per line. Every key is tried, so you can rotate keys.'
          }
          {...(fields.length === 0 && { note: 'This connector has no connection fields yet.' })}
        />
      )
    case 'generated':
      return (
        <p className="m-0 self-center text-small text-ink-3">
          The first card of the registration flow provides the key as Signing Secret. Send the key to the
          service in that flow.
        </p>
      )
    case 'registration':
      return (
        <TextAt
          at={`${at}.path`}
          label="Path in the Registration Data"
          value={source.path}
          onValue={path => onSource({ ...source, path })}
          placeholder="secret"
          code
        />
      )
    case 'captured':
      return (
        <TextAt
          at={`${at}.name`}
          label="Name of the stored secret"
          value={source.name}
          onValue={name => onSource({ ...source, name })}
          maxLength={64}
          code
        />
      )
    case 'public':
      return (
        <LinesAt
          at={`${at}.key`}
          label="Public key"
          value={source.key}
          onValue={key => onSource({ ...source, key })}
          maxLength={8192}
        />
      )
    case 'certificate':
      return (
        <div className="flex flex-col gap-3">
          <TemplateAt
            at={`${at}.url`}
            label="URL of the certificate"
            use="event"
            value={source.url}
            onValue={url => onSource({ ...source, url })}
          />
          <LinesAt
            at={`${at}.hosts`}
            label="Allowed hosts"
            description="One per line."
            value={source.hosts.join('\n')}
            onValue={hosts => onSource({ ...source, hosts: hosts.split('\n') })}
          />
        </div>
      )
    case 'jwks':
      return (
        <TextAt
          at={`${at}.url`}
          label="URL of the key set"
          value={source.url}
          onValue={url => onSource({ ...source, url })}
          code
        />
      )
  }
}

/** Form for the source and encoding of a key. */
export const KeyForm = ({
  at,
  algorithm,
  source,
  onSource
}: {
  at: string
  algorithm: SignatureAlgorithm
  source: KeySource
  onSource: (source: KeySource) => void
}) => {
  const decode = (value: KeyDecoding): void => {
    if ('decode' in source) onSource({ ...source, decode: value })
  }
  return (
    <>
      <FieldRow>
        <ChoiceAt
          at={`${at}.from`}
          label="Key"
          choices={sourceChoices(algorithm, source.from)}
          value={source.from}
          onValue={from => from !== source.from && onSource(sourceFrom(from, decodingOf(source, algorithm)))}
        />
        <SourceField at={at} source={source} onSource={onSource} />
      </FieldRow>
      {'decode' in source && (
        <FieldRow>
          <ChoiceAt
            at={`${at}.decode`}
            label="Key encoding"
            choices={decodingChoices(algorithm, source.decode)}
            value={source.decode}
            onValue={decode}
          />
        </FieldRow>
      )}
      {source.from === 'generated' && source.decode === 'text' && (
        <GeneratedFields at={at} source={source} onSource={onSource} />
      )}
    </>
  )
}
