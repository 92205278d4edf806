import type { Receiving } from '@hookwright/model'

/** Props of a part of the form: the rules, and a callback to change some of them. */
export interface PartProps {
  receiving: Receiving
  onReceiving: (part: Partial<Receiving>) => void
}
