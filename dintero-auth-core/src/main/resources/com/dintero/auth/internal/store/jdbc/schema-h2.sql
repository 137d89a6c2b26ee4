create table if not exists dintero_auth_token_store (
	entry_key varchar(200) primary key,
	version bigint not null,
	content varbinary(65535),
	fingerprint varchar(64),
	value_end bigint not null,
	owner varchar(200),
	lease_end bigint not null,
	reason varbinary(65535),
	rest_end bigint not null,
	rejections varchar(2000) not null,
	entry_end bigint not null
);
create index if not exists dintero_auth_token_store_end on dintero_auth_token_store (entry_end);
