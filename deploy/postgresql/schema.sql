-- What the providers 'AdoNet' of Orleans 10.4 (clustering and grain storage, Invariant 'Npgsql') need in a PostgreSQL database, version 12 or newer.
-- Apply:   psql -v ON_ERROR_STOP=1 -1 -f schema.sql "host=... dbname=... user=..."
-- As:      a role that may create tables in the first schema of its search_path. Silos need only
--          GRANT SELECT ON OrleansQuery TO silo; GRANT SELECT, INSERT, UPDATE, DELETE ON OrleansStorage, OrleansMembershipTable, OrleansMembershipVersionTable TO silo;
-- Again:   safe at any time, also while silos run; a silo takes changed queries at its next start.
-- Over a database made by the scripts of Orleans: tables, columns and data stay; the queries below replace theirs. Where two silos have once
--          inserted one state twice, the unique index is refused and nothing is changed: delete one of the two rows that the message names.
-- Differs: one state has one row, whoever inserts at the same time; only dead silos are cleaned up, by the time they were last heard of.
-- Back up: OrleansStorage holds the state. The membership tables are worth nothing after all silos have stopped.

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey varchar(64) NOT NULL,
    QueryText varchar(8000) NOT NULL,
    CONSTRAINT OrleansQuery_Key PRIMARY KEY (QueryKey)
);

-- Clustering: a row with the version for each cluster, a row for each silo.

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId varchar(150) NOT NULL,
    Timestamp timestamptz(3) NOT NULL DEFAULT now(),
    Version integer NOT NULL DEFAULT 0,
    CONSTRAINT PK_OrleansMembershipVersionTable_DeploymentId PRIMARY KEY (DeploymentId)
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId varchar(150) NOT NULL,
    Address varchar(45) NOT NULL,
    Port integer NOT NULL,
    Generation integer NOT NULL,
    SiloName varchar(150) NOT NULL,
    HostName varchar(150) NOT NULL,
    Status integer NOT NULL,
    ProxyPort integer NULL,
    SuspectTimes varchar(8000) NULL,
    StartTime timestamptz(3) NOT NULL,
    IAmAliveTime timestamptz(3) NOT NULL,
    CONSTRAINT PK_MembershipTable_DeploymentId PRIMARY KEY (DeploymentId, Address, Port, Generation),
    CONSTRAINT FK_MembershipTable_MembershipVersionTable_DeploymentId FOREIGN KEY (DeploymentId) REFERENCES OrleansMembershipVersionTable (DeploymentId)
);

-- Grain storage. GrainTypeString holds the name of the state, not the type of the grain.

CREATE TABLE IF NOT EXISTS OrleansStorage
(
    GrainIdHash integer NOT NULL,
    GrainIdN0 bigint NOT NULL,
    GrainIdN1 bigint NOT NULL,
    GrainTypeHash integer NOT NULL,
    GrainTypeString varchar(512) NOT NULL,
    GrainIdExtensionString varchar(512) NULL,
    ServiceId varchar(150) NOT NULL,
    PayloadBinary bytea NULL,
    ModifiedOn timestamp NOT NULL,
    Version integer NULL
);

CREATE INDEX IF NOT EXISTS ix_orleansstorage ON OrleansStorage (GrainIdHash, GrainTypeHash);

-- Of two silos that insert one state at the same time, the second gets a conflict.
CREATE UNIQUE INDEX IF NOT EXISTS ux_orleansstorage_state ON OrleansStorage
    (ServiceId, GrainIdN0, GrainIdN1, GrainTypeString, coalesce(GrainIdExtensionString, ''), (GrainIdExtensionString IS NULL));

-- The providers find a query by its key, and parameters and result columns by their names. A conflict is the version that was given
-- (or none), or false. Every query is one statement, so a change is whole or not there.

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

('InsertMembershipVersionKey', $$
WITH made AS (
    INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING DeploymentId)
SELECT EXISTS (SELECT FROM made)
$$),

-- Whoever changes the row of the version first wins: the other waits for it and finds another version.
('InsertMembershipKey', $$
WITH version AS (
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (
        SELECT FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING DeploymentId),
silo AS (
    INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM version
    RETURNING DeploymentId)
SELECT EXISTS (SELECT FROM silo)
$$),

-- The silo's row is locked first, so that a clean-up cannot take it away after the version was changed.
('UpdateMembershipKey', $$
WITH found AS (
    SELECT FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    FOR UPDATE),
version AS (
    UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (SELECT FROM found)
    RETURNING DeploymentId),
silo AS (
    UPDATE OrleansMembershipTable AS m SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime FROM version
    WHERE m.DeploymentId = version.DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
    RETURNING m.DeploymentId)
SELECT EXISTS (SELECT FROM silo)
$$),

('UpdateIAmAlivetimeKey', $$
UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
$$),

-- One row without a silo where there is none.
('MembershipReadAllKey', $$
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
WHERE v.DeploymentId = @DeploymentId
$$),

('MembershipReadRowKey', $$
SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
FROM OrleansMembershipVersionTable v
LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
WHERE v.DeploymentId = @DeploymentId
$$),

('GatewaysQueryKey', $$
SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$$),

-- 6 is Dead. A silo was last heard of at its start, its heartbeat or a vote against it (address,date|address,date).
('CleanupDefunctSiloEntriesKey', $$
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = 6 AND StartTime < @IAmAliveTime AND IAmAliveTime < @IAmAliveTime AND NOT EXISTS (
    SELECT FROM unnest(string_to_array(nullif(SuspectTimes, ''), '|')) vote WHERE split_part(vote, ',', 2)::timestamptz >= @IAmAliveTime)
$$),

('DeleteMembershipTableEntriesKey', $$
WITH silos AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
$$),

('ReadFromStorageKey', $$
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::varchar
$$),

-- Without a version the state must be new.
('WriteToStorageKey', $$
WITH changed AS (
    UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now() AT TIME ZONE 'utc', Version = Version + 1
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::varchar
        AND Version = @GrainStateVersion::integer
    RETURNING Version),
made AS (
    INSERT INTO OrleansStorage
        (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
    SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString::varchar, @ServiceId, @PayloadBinary,
        now() AT TIME ZONE 'utc', 1
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT DO NOTHING
    RETURNING Version)
SELECT coalesce((SELECT Version FROM changed), (SELECT Version FROM made), @GrainStateVersion::integer) AS NewGrainStateVersion
$$),

('ClearStorageKey', $$
UPDATE OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now() AT TIME ZONE 'utc', Version = Version + 1
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::varchar
    AND Version = @GrainStateVersion::integer
RETURNING Version AS NewGrainStateVersion
$$),

('DeleteStorageKey', $$
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
    AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId AND GrainIdExtensionString IS NOT DISTINCT FROM @GrainIdExtensionString::varchar
    AND Version = @GrainStateVersion::integer
RETURNING Version + 1 AS NewGrainStateVersion
$$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
