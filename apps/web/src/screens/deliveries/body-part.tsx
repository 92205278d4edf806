import { useMemo } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { PagePart } from '../../kit/page/page-part.tsx'
import { formatBody } from './format-body.ts'
import { beginsLikeJson, type JsonToken, jsonTokens } from './json-tokens.ts'

/** Pattern of a JSON line: its indentation, its key with a colon, and its value. */
const lineParts = /^( *)("(?:[^"\\]|\\.)*": )?(.*)$/s

/** Colors of the values of a JSON body: those of the data types. */
const colours: Record<NonNullable<JsonToken['kind']>, string> = {
  key: 'text-ink',
  text: 'text-type-text',
  number: 'text-type-number',
  boolean: 'text-type-boolean',
  any: 'text-type-any'
}

/** Text of a JSON body with colored values. */
const Tokens = ({ text }: { text: string }) =>
  jsonTokens(text).map(({ text: part, kind }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: equal parts differ by their place only.
    <span key={at} className={kind === null ? 'text-ink-2' : colours[kind]}>
      {part}
    </span>
  ))

/**
 * Line of the body with a hanging indent. A long value moves to the next line as a whole before it wraps, so
 * that dates do not break at their hyphens.
 */
const Line = ({ text, isJson }: { text: string; isJson: boolean }) => {
  const [, indent = '', key = '', rest = ''] = lineParts.exec(text) ?? []
  const hang = indent.length + 2
  return (
    <span className="block" style={{ paddingLeft: `${hang}ch`, textIndent: `-${hang}ch` }}>
      {indent}
      {isJson ? <Tokens text={key} /> : key}
      <span className="inline-block max-w-full indent-0 align-top">
        {isJson ? <Tokens text={rest} /> : rest}
      </span>
    </span>
  )
}

/** Section of a delivery's summary with the received body as text. Renders nothing without a stored body. */
export const BodyPart = ({ delivery }: { delivery: OpenedDelivery }) => {
  const text = delivery.arrival?.bodyKept === true ? delivery.arrival.text : null
  const lines = useMemo(() => (text === null ? [] : formatBody(text).split('\n')), [text])
  if (text === null || text === '') return null
  const isJson = beginsLikeJson(text)
  return (
    <PagePart
      id="body-of-delivery"
      title="Body"
      more={
        <CopyButton size="card" text={text}>
          Copy
        </CopyButton>
      }
    >
      <pre className="m-0 mt-3 rounded-s bg-sunken p-3 font-code text-small wrap-anywhere whitespace-pre-wrap text-ink">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal lines differ by their place only.
          <Line key={at} text={line} isJson={isJson} />
        ))}
      </pre>
    </PagePart>
  )
}
