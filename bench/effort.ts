/** `quick` only proves that everything can be measured; its figures mean nothing. */
export type Effort = 'whole' | 'quick';
