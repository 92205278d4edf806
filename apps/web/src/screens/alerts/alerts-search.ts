import { alertKinds } from '@hookwright/model'
import { oneOf } from '../../kit/page/search-params.ts'

/** Search parameters of the alerts page. */
export interface AlertsSearch {
  kind?: (typeof alertKinds)[number] | undefined
  /** Set to `unseen` to hide alerts that somebody has already seen. */
  show?: 'unseen' | undefined
}

/** Parses the search parameters and drops unknown ones. */
export const readAlertsSearch = (search: Record<string, unknown>): AlertsSearch => ({
  kind: oneOf(alertKinds, search.kind),
  show: oneOf(['unseen'] as const, search.show)
})

/** Search parameters of the settings page for the destinations of alerts. */
export interface AlertSettingsSearch {
  /** True to open the dialog for a new destination. */
  add?: true | undefined
}

/** Parses the search parameters of the settings page and drops unknown ones. */
export const readAlertSettingsSearch = (search: Record<string, unknown>): AlertSettingsSearch => ({
  add: search.add === true ? true : undefined
})
