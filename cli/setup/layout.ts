/** How it will run. One configuration fits both: what lies beside config.yaml is found beside it in a container too. */
export type Layout = 'node' | 'compose';

/** The service of the Compose file. */
export const VALKEY = 'redis://valkey:6379';

export const SECRETS = 'secrets';
export const DATA = 'data';
export const DATABASE_KEY = 'database_key';
export const AUTH_TOKEN = 'twilio_auth_token';

/** The user of the container, whose the data and the secrets are to be. */
export const CONTAINER_USER = 1000;
