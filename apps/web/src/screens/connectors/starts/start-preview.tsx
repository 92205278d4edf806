import { CardPreview } from '../card-preview.tsx'
import type { NewConnector } from './connector-start.ts'

/** Preview of a new connector's event card, with the values of a sample. */
export const StartPreview = ({
  connector: { name, branding, flows },
  letters,
  sample
}: {
  connector: NewConnector
  letters?: string | undefined
  sample: unknown
}) => {
  const [event] = flows
  return event === undefined ? null : (
    <CardPreview
      label="Preview of the event"
      name={name}
      branding={branding}
      letters={letters}
      event={event}
      sample={sample}
    />
  )
}
