import { Notice } from '@hookwright/ui'
import type { StartingRules } from './starting-rules.ts'

/** Notes on the service whose preset was chosen. */
export const PresetNotes = ({ is, name, known, notes, renewal }: StartingRules) => (
  <Notice tone="info">
    {is === 'shape' ? (
      <p className="m-0">
        These are the rules for “{name}”. Replace the names of headers and fields by those that the service
        uses, and choose where the key comes from.
      </p>
    ) : known === null ? (
      <p className="m-0">These are the rules of {name}, which comes along with Hookwright.</p>
    ) : (
      <p className="m-0">
        These are the rules of {name}, as{' '}
        <a href={known.source} target="_blank" rel="noreferrer" className="text-accent-text underline">
          its documentation
        </a>{' '}
        says. Choose the fields of the connection where a key is asked for.
      </p>
    )}
    {(notes.length > 0 || renewal !== null) && (
      <ul className="mt-1 mb-0 list-disc pl-5">
        {[...notes, ...(renewal === null ? [] : [renewal])].map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    )}
  </Notice>
)
