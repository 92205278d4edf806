/** Parts of a connector that tests can cover, in display order. */
export const coveredParts = [
  'sign-in',
  'actions',
  'events',
  'registration',
  'deregistration',
  'list',
  'renewal'
] as const
export type CoveredPart = (typeof coveredParts)[number]

/** Strength of the evidence: run against a real implementation, or written from the reference only. */
export const evidenceKinds = ['implementation', 'reference'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Sentences that tell users the kind of evidence. They claim nothing more than the evidence shows. */
export const evidenceSentences: Readonly<Record<EvidenceKind, string>> = {
  implementation: 'Tested with a third-party implementation',
  reference: 'Written from the public documentation, not yet tested with an implementation'
}
