import type { Effects } from './effects.ts'
import { departmentChoices, type EventType } from './event-types.ts'

/** Fictional record of an event: a new user, a deleted file or a suspicious activity. */
export type AcmeRecord = Record<string, unknown>

const firstNames = ['Ada', 'Bram', 'Chioma', 'Dilip', 'Elena', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas']
const lastNames = [
  'Abara',
  'Bellweather',
  'Castellan',
  'Dunmore',
  'Eastwick',
  'Fairfold',
  'Grimsby',
  'Holloway'
]
const fileNames = ['budget.xlsx', 'roadmap.pptx', 'offer-letter.docx', 'team-photo.png', 'contract-draft.pdf']
const kinds = ['impossible_travel', 'many_failed_sign_ins', 'new_device', 'mass_download']

/** Generates a record of an event type, with the current time. */
export function drawRecord(eventType: EventType, fx: Effects): AcmeRecord {
  switch (eventType) {
    case 'user.created':
      return drawUser(fx)
    case 'file.deleted':
      return drawFile(fx)
    case 'suspicious.activity':
      return drawActivity(fx)
  }
}

/**
 * Returns the record with a department: of the user, or of the file's folder. A suspicious activity has no department
 * and is unchanged.
 */
export function inDepartment(record: AcmeRecord, eventType: EventType, department: string): AcmeRecord {
  const name = departmentChoices(eventType).find(choice => choice.value === department)?.label ?? department
  switch (eventType) {
    case 'user.created':
      return { ...record, department: name }
    case 'file.deleted':
      return { ...record, path: `/${name}/${record.name}` }
    case 'suspicious.activity':
      return record
  }
}

/**
 * Returns the record with the given values. The email address of a user follows the name, unless it is given
 * as well.
 */
export function withValues(record: AcmeRecord, eventType: EventType, values: AcmeRecord): AcmeRecord {
  const filled = { ...record, ...values }
  return eventType === 'user.created' && values.email === undefined
    ? { ...filled, email: emailOf([filled.firstName, filled.lastName]) ?? filled.email }
    : filled
}

/** Returns the email address for the parts of a name: `mary.shelley@example.com`. Null without Latin letters. */
function emailOf(names: unknown[]): string | null {
  const words = names
    .map(name =>
      String(name ?? '')
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]/g, '')
    )
    .filter(Boolean)
  return words.length === 0 ? null : `${words.join('.')}@example.com`
}

function drawUser(fx: Effects): AcmeRecord {
  const firstName = pick(firstNames, fx)
  const lastName = pick(lastNames, fx)
  return {
    id: newRecordId('usr', fx),
    firstName,
    lastName,
    email: emailOf([firstName, lastName]),
    department: pick(departmentChoices('user.created'), fx).label,
    createdAt: isoNow(fx),
    manager: { id: newRecordId('usr', fx), name: drawName(fx) }
  }
}

function drawFile(fx: Effects): AcmeRecord {
  const name = pick(fileNames, fx)
  return {
    id: newRecordId('fil', fx),
    name,
    path: `/${pick(departmentChoices('file.deleted'), fx).label}/${name}`,
    sizeBytes: 1024 + fx.randomBelow(8 * 1024 * 1024),
    deletedBy: drawName(fx),
    deletedAt: isoNow(fx)
  }
}

/** Generates a suspicious activity. Its address is in 192.0.2.0/24, which RFC 5737 reserves for examples. */
function drawActivity(fx: Effects): AcmeRecord {
  return {
    id: newRecordId('act', fx),
    userId: newRecordId('usr', fx),
    kind: pick(kinds, fx),
    riskScore: 1 + fx.randomBelow(100),
    ip: `192.0.2.${1 + fx.randomBelow(254)}`,
    reportedAt: isoNow(fx),
    resolved: false
  }
}

const drawName = (fx: Effects): string => `${pick(firstNames, fx)} ${pick(lastNames, fx)}`

const newRecordId = (kind: string, fx: Effects): string => `${kind}_${fx.randomHex(6)}`

const isoNow = (fx: Effects): string => new Date(fx.clock()).toISOString()

function pick<T>(choices: readonly T[], fx: Effects): T {
  const choice = choices[fx.randomBelow(choices.length)]
  if (choice === undefined) throw new Error('The list to pick from is empty.')
  return choice
}
