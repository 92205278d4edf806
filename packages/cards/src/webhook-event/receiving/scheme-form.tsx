import { receivingLimits, type Scheme, type SignedTime } from '@hookwright/model'
import { Checkbox, type Choice } from '@hookwright/ui'
import { ComparisonsForm } from './comparisons-form.tsx'
import { KeyForm } from './key-form.tsx'
import { ChoiceAt, NumberAt, TextAt } from './placed-fields.tsx'
import { blankTime, withAlgorithm } from './receiving-draft.ts'
import { FieldRow, Fold } from './rule-box.tsx'
import {
  algorithmChoices,
  encodingChoices,
  nameOfSplit,
  placeChoices,
  splitChoices,
  splitOf
} from './rule-choices.ts'
import { TemplateAt } from './template-at.tsx'

interface SchemeProps {
  at: string
  scheme: Scheme
  onScheme: (scheme: Scheme) => void
}

const timePlaces: readonly Choice<SignedTime['from']>[] = [
  { value: 'header', label: 'Header' },
  { value: 'signature', label: 'Part of the signature header' },
  { value: 'query', label: 'Query parameter' },
  { value: 'form', label: 'Form field' },
  { value: 'json', label: 'Value in the JSON body' }
]

const units: readonly Choice<SignedTime['unit']>[] = [
  { value: 's', label: 'Seconds since 1970' },
  { value: 'ms', label: 'Milliseconds since 1970' },
  { value: 'iso', label: 'ISO 8601' }
]

const SignatureFields = ({ at, scheme, onScheme }: SchemeProps) => {
  const { signature, algorithm } = scheme
  const isToken = algorithm === 'token' || algorithm === 'jwt'
  const isPart = signature.from !== 'body'
  const change = (part: Partial<Scheme['signature']>): void =>
    onScheme({ ...scheme, signature: { ...signature, ...part } })
  return (
    <>
      <FieldRow>
        <ChoiceAt
          at={`${at}.signature.from`}
          label={isToken ? 'Location' : 'Location of the signature'}
          choices={placeChoices(algorithm)}
          value={signature.from}
          onValue={from => change(from === 'body' ? { from, prefix: '', split: '' } : { from })}
        />
        {isPart && (
          <TextAt
            at={`${at}.signature.name`}
            label={signature.from === 'header' ? 'Name of the header' : 'Name'}
            value={signature.name}
            onValue={name => change({ name })}
            placeholder={signature.from === 'header' ? 'X-Signature' : ''}
            maxLength={receivingLimits.name}
            code
          />
        )}
      </FieldRow>
      {isPart ? (
        <FieldRow>
          <TextAt
            at={`${at}.signature.prefix`}
            label="Prefix"
            value={signature.prefix}
            onValue={prefix => change({ prefix })}
            placeholder={isToken ? 'nothing, or Bearer and a space' : 'nothing, or sha256='}
            maxLength={receivingLimits.name}
            code
          />
          <ChoiceAt
            at={`${at}.signature.encoding`}
            label="Encoding"
            choices={encodingChoices(isToken)}
            value={signature.encoding}
            onValue={encoding => change({ encoding })}
          />
        </FieldRow>
      ) : (
        <p className="m-0 text-small text-ink-3">
          The claims of the token are used as the body of the event.
        </p>
      )}
    </>
  )
}

const TimeFields = ({ at, scheme, onScheme }: SchemeProps) => {
  const { time } = scheme
  const change = (part: Partial<SignedTime>): void =>
    onScheme({ ...scheme, time: { ...blankTime, ...time, ...part } })
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        label="The timestamp is signed"
        description="Requests that are too old or in the future are refused, which prevents replay attacks."
        checked={time !== null}
        onCheckedChange={checked => onScheme({ ...scheme, time: checked ? blankTime : null })}
      />
      {time !== null && (
        <div className="flex flex-col gap-3 border-l border-line pl-3">
          <FieldRow>
            <ChoiceAt
              at={`${at}.time.from`}
              label="Timestamp source"
              choices={timePlaces}
              value={time.from}
              onValue={from => change({ from })}
            />
            <TextAt
              at={`${at}.time.name`}
              label={time.from === 'header' ? 'Timestamp header' : 'Timestamp name'}
              value={time.name}
              onValue={name => change({ name })}
              placeholder={time.from === 'signature' ? 't' : ''}
              maxLength={receivingLimits.name}
              code
            />
          </FieldRow>
          <FieldRow>
            <ChoiceAt
              at={`${at}.time.unit`}
              label="Unit"
              choices={units}
              value={time.unit}
              onValue={unit => change({ unit })}
            />
            <NumberAt
              at={`${at}.time.toleranceSeconds`}
              label="Tolerance in seconds"
              value={time.toleranceSeconds}
              least={1}
              most={604_800}
              onValue={toleranceSeconds => change({ toleranceSeconds })}
            />
          </FieldRow>
        </div>
      )}
    </div>
  )
}

/** Form for a signature scheme. Settings that few services need are folded. */
export const SchemeForm = ({ at, scheme, onScheme }: SchemeProps) => {
  const { algorithm, content, signature, also, key } = scheme
  const signs = algorithm !== 'token' && algorithm !== 'jwt'
  return (
    <>
      <FieldRow>
        <ChoiceAt
          at={`${at}.algorithm`}
          label="Algorithm"
          choices={algorithmChoices}
          value={algorithm}
          onValue={next => onScheme(withAlgorithm(scheme, next))}
        />
      </FieldRow>
      <SignatureFields at={at} scheme={scheme} onScheme={onScheme} />
      {signs && (
        <TemplateAt
          at={`${at}.content`}
          label="Signed content"
          use="signature"
          value={content}
          onValue={next => onScheme({ ...scheme, content: next })}
          description="Often {body}, or timestamp and body: {header.X-Time}.{body}"
        />
      )}
      <KeyForm
        at={`${at}.key`}
        algorithm={algorithm}
        source={key}
        onSource={source => onScheme({ ...scheme, key: source })}
      />
      {algorithm !== 'token' && <TimeFields at={at} scheme={scheme} onScheme={onScheme} />}
      <Fold
        label="Several signatures and conditions"
        startsOpen={signature.split !== '' || also.length > 0}
        places={[`${at}.also`, `${at}.signature.split`]}
      >
        <FieldRow>
          <ChoiceAt
            at={`${at}.signature.split`}
            label="Number of signatures"
            choices={splitChoices}
            value={nameOfSplit(signature.split)}
            onValue={name => onScheme({ ...scheme, signature: { ...signature, split: splitOf(name) } })}
          />
        </FieldRow>
        <ComparisonsForm
          at={`${at}.also`}
          use={algorithm === 'jwt' ? 'token' : 'signature'}
          add="Add condition"
          comparisons={also}
          onComparisons={next => onScheme({ ...scheme, also: next })}
        />
      </Fold>
    </>
  )
}
