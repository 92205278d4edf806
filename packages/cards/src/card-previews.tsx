export { ActionCardPreview } from './connector-action/action-card-preview.tsx'
export { EventCardPreview } from './connector-event/event-card-preview.tsx'
