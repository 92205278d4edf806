import type { Alert } from '@hookwright/model'
import type { TestBackend } from './open-backend.ts'

/** All alerts that there are, the newest first. */
export const alertsOf = async ({ store }: Pick<TestBackend, 'store'>): Promise<Alert[]> =>
  (await store.alerts.list({ ownerId: null, limit: 100 })).rows
