import type { Receiving } from '@hookwright/model'

/** What a part of the form is given: the rules, and how to change some of them. */
export interface PartProps {
  receiving: Receiving
  onReceiving: (part: Partial<Receiving>) => void
}
