import type { ParsedJson } from '@hookwright/model'

/** Why a text was not read as JSON: the middle of a sentence. */
export const whyNotJson: Record<Extract<ParsedJson, { ok: false }>['why'], string> = {
  syntax: 'it breaks the rules of JSON',
  'too-deep': 'it is nested more than 64 deep',
  'too-many-values': 'it holds more than 100000 values'
}
