import { z } from 'zod'

/** Choice of a dropdown. */
export interface Choice {
  value: string
  label: string
}

/** Types of events that can be subscribed to. */
export const EventType = z.enum(['user.created', 'file.deleted', 'suspicious.activity'])
export type EventType = z.infer<typeof EventType>

const labels: Record<EventType, string> = {
  'user.created': 'User created',
  'file.deleted': 'File deleted',
  'suspicious.activity': 'Suspicious activity reported'
}

/** Event types with their labels. */
export const eventTypeChoices = EventType.options.map(value => ({ value, label: labels[value] }))

const departments: Record<EventType, Choice[]> = {
  'user.created': [
    { value: 'engineering', label: 'Engineering' },
    { value: 'people', label: 'People' },
    { value: 'sales', label: 'Sales' }
  ],
  'file.deleted': [
    { value: 'finance', label: 'Finance' },
    { value: 'legal', label: 'Legal' }
  ],
  'suspicious.activity': [
    { value: 'it-support', label: 'IT Support' },
    { value: 'security', label: 'Security' }
  ]
}

/**
 * Returns the departments to which a subscription of this event type can be limited. They are the choices of
 * a dropdown that depends on the event type.
 */
export const departmentChoices = (eventType: EventType): Choice[] => departments[eventType]
